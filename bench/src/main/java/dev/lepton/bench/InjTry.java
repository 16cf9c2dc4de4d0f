package dev.lepton.bench;
import java.nio.file.*; import java.util.*; import java.util.zip.*; import dev.lepton.core.forecast.anomaly.*; import java.io.*;
public final class InjTry {
  static double[] inject(double[] y, int[] starts, String kind) { double[] v = y.clone(); for (int s : starts) switch (kind) {
     case "s50" -> v[s] += 0.5 * unit(y, s); case "s100" -> v[s] += unit(y, s); case "t50" -> { for (int i=0;i<10;i++) v[s+i] += 0.5 * unit(y, s+i); }
     case "wkd" -> { int q = s + Math.floorMod(5 - s, 7); v[q] += y[q]; v[q+1] += y[q+1]; } case "zero" -> v[s] = 0; case "drift" -> { for (int i=0;i<30;i++) v[s+i]*=1+0.5*Math.min(1,i/21.0); } default -> {} } return v; }
  static double unit(double[] y, int s) { String u = System.getProperty("unit", "day"); if (u.equals("day")) return y[s]; if (u.equals("mean")) return Arrays.stream(y).average().orElse(0); double m=0; for (int i=1;i<=28;i++) m+=y[s-i]/28; return m; }
  static List<Detector.Reading> base(double[] y, double th) { List<Detector.Reading> out = new ArrayList<>(); boolean open=false; String b=System.getProperty("base");
    for (int t=0;t<y.length;t++) { double z=0; if (t>60) { if (b.equals("med")) { double[] d=new double[8]; for (int k=1;k<=8;k++) d[k-1]=y[t-7*k]; Arrays.sort(d); double m=(d[3]+d[4])/2; double[] q=new double[8]; for(int k=0;k<8;k++) q[k]=Math.abs(d[k]-m); Arrays.sort(q); double mad=(q[3]+q[4])/2; z=(y[t]-m)/Math.max(mad,1e-9); }
       else { int w=Integer.parseInt(b); double m=0,v=0; for (int k=1;k<=w;k++) m+=y[t-k]/w; for (int k=1;k<=w;k++) v+=(y[t-k]-m)*(y[t-k]-m)/(w-1); z=(y[t]-m)/Math.sqrt(v+1e-12);} if (System.getProperty("abs")!=null) z=Math.abs(z); }
       boolean over=z>=th; out.add(new Detector.Reading(0, over&&!open, false, 0,0,0)); open = over; } return out; }
  static int len(String k) { return switch(k) { case "t50" -> 10; case "drift" -> 30; case "wkd" -> 8; default -> 1; }; }
  public static void main(String[] a) throws Exception {
    List<double[]> ys = new ArrayList<>();
    try (var r = new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(Path.of("/work/shared/data/forecast/nn5_daily_train.csv.gz")))))) {
      String l; while ((l = r.readLine()) != null) ys.add(Arrays.stream(l.split(",")).skip(1).mapToDouble(Double::parseDouble).toArray()); }
    for (int seed = 1; seed <= 2; seed++) {
    SplittableRandom rnd = new SplittableRandom(seed);
    List<int[]> st = new ArrayList<>();
    for (double[] y : ys) { int from = 370, room = (y.length - from - 35) / 4; int[] s = new int[4]; for (int i=0;i<4;i++) s[i] = from + i*room + rnd.nextInt(room - 32); st.add(s); }
    System.out.print("seed " + seed);
    for (String kind : new String[]{"s50","t50","s100","zero","drift","wkd"}) {
      double lo=0.5, hi=30; double[] res=null;
      for (int it=0; it<18; it++) { double th=(lo+hi)/2; res = eval(ys, st, kind, th); if (res[0] > 6) lo=th; else hi=th; }
      System.out.printf("  %s %.3f (fa %.1f line %.2f)", kind, res[1], res[0], hi); }
    System.out.println(); }
  }
  static double[] eval(List<double[]> ys, List<int[]> st, String kind, double th) {
    List<dev.lepton.core.forecast.Series> ser = new ArrayList<>(); for (int i=0;i<ys.size();i++) { double[] v = inject(ys.get(i), st.get(i), kind); TreeMap<java.time.Instant, Double> m = new TreeMap<>(); for (int t=0;t<v.length;t++) m.put(java.time.LocalDate.of(1996,3,18).plusDays(t).atStartOfDay().toInstant(java.time.ZoneOffset.UTC), v[t]); ser.add(dev.lepton.core.forecast.Series.of("s"+i, m)); }
   var tog = System.getProperty("alone") != null ? null : new SpendDetector(7, new SpendDetector.Rule(th, Boolean.getBoolean("falls"), 0.1, 0)).watchTogether(ser);
   int hit=0, all=0, fa=0; double days=0;
    for (int i=0;i<ys.size();i++) { double[] v = inject(ys.get(i), st.get(i), kind); var rd = tog != null ? tog.get(i) : System.getProperty("base","").isEmpty() ? new SpendDetector(7, new SpendDetector.Rule(th, Boolean.getBoolean("falls"), 0.1, 0)).watch(v) : base(v, th); int L = len(kind);
      boolean[] in = new boolean[v.length];
      for (int s : st.get(i)) { all++; boolean h=false; for (int d=0; d < Math.max(3, kind.equals("drift")?30:kind.equals("wkd")?10:3) && s+d < v.length; d++) h |= rd.get(s+d).alert(); if (h) hit++; for (int d=0; d<L+2 && s+d<v.length; d++) in[s+d]=true; }
      for (int t=370;t<v.length;t++) { if (!in[t]) { days++; if (rd.get(t).alert()) fa++; } } }
    return new double[]{ fa/days*365, (double) hit/all };
  }
}
