package dev.lepton.bench;
import java.nio.file.*; import java.util.*; import dev.lepton.core.forecast.anomaly.*; import com.fasterxml.jackson.databind.*;
public final class NabTry {
  public static void main(String[] a) throws Exception {
    Path d = Path.of(a[0]);
    JsonNode w = new ObjectMapper().readTree(d.resolve("labels/combined_windows.json").toFile());
    List<NabScore> sc = NabScore.Profile.ALL.stream().map(NabScore::new).toList();
    Map<String,NabScore> g = new TreeMap<>();
    List<String> files = new ArrayList<>(); w.fieldNames().forEachRemaining(files::add);
    List<double[]> all = files.parallelStream().map(f -> { try {
      double[] y = Files.readAllLines(d.resolve("data").resolve(f)).stream().skip(1).mapToDouble(l -> Double.parseDouble(l.split(",")[1])).toArray();
      return new UtilisationDetector().watch(y).stream().mapToDouble(Detector.Reading::score).toArray(); } catch (Exception e) { throw new RuntimeException(e);} }).toList();
    for (int q=0;q<files.size();q++) { String f = files.get(q); double[] s = all.get(q);
      List<String> t = Files.readAllLines(d.resolve("data").resolve(f)).stream().skip(1).map(l -> l.split(",")[0]).toList();
      List<NabScore.Labelled> ws = new ArrayList<>();
      for (JsonNode x : w.get(f)) { String lo = x.get(0).asText().substring(0,19), hi = x.get(1).asText().substring(0,19);
        int i0 = -1, i1=-1; for (int i=0;i<t.size();i++) { String ts=t.get(i).substring(0,19); if (ts.compareTo(lo)>=0 && i0<0) i0=i; if (ts.compareTo(hi)<=0) i1=i; }
        ws.add(new NabScore.Labelled(i0,i1)); }
      for (NabScore n : sc) n.add(s, ws);
      g.computeIfAbsent(f.split("/")[0], z -> new NabScore(NabScore.Profile.ALL.get(0))).add(s, ws);
    }
    double th = sc.get(0).best().getKey();
    System.out.printf("best %.4f: std %.2f lowFP %.2f lowFN %.2f;", th, sc.get(0).best().getValue(), sc.get(1).best().getValue(), sc.get(2).best().getValue());
    g.forEach((k,v) -> System.out.printf(" %s %.1f", k.replace("real","").replace("artificial",""), v.at(th)));
    System.out.println();
    if (a.length>1) for (double x : new double[]{.48,.49,.495,.4975,.499,.5,.505,.51,.52,.53,.55,.57,.6}) System.out.printf("%.4f %.2f | ", x, sc.get(0).at(x));
  }
}
