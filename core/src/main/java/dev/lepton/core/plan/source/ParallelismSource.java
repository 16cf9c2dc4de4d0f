package dev.lepton.core.plan.source;

import dev.lepton.core.plan.Hardware.Parallelism;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.plan.joint.Lever;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Another number of devices that share the model, or another way to share it. */
public final class ParallelismSource implements PointSource {
    private static final Pattern DEGREES =
            Pattern.compile("\\(tensor (\\d{1,9}), pipeline (\\d{1,9}), data (\\d{1,9}), expert (\\d{1,9})\\)");

    @Override
    public Lever lever() {
        return Lever.PARALLELISM;
    }

    @Override
    public String setting(OperatingPoint point) {
        String count = point.hardware().count() + (point.hardware().count() == 1 ? " device" : " devices");
        return point.hardware()
                .parallelism()
                .filter(p -> p.tensor() * p.pipeline() * p.data() * p.expert() > 1)
                .map(p -> count + " (tensor " + p.tensor() + ", pipeline " + p.pipeline() + ", data " + p.data()
                        + ", expert " + p.expert() + ")")
                .orElse(count);
    }

    /** The degrees that a setting states; empty for one device, and where they were not said. */
    public static Optional<Parallelism> degrees(String setting) {
        Matcher matcher = DEGREES.matcher(setting);
        return matcher.find()
                ? Optional.of(new Parallelism(
                        Integer.parseInt(matcher.group(1)),
                        Integer.parseInt(matcher.group(2)),
                        Integer.parseInt(matcher.group(3)),
                        Integer.parseInt(matcher.group(4))))
                : Optional.empty();
    }

    @Override
    public boolean changes(OperatingPoint point, Today today) {
        // On another device another number of devices belongs to that change.
        boolean same = today.device()
                .map(d -> d.equalsIgnoreCase(point.hardware().device()))
                .orElse(true);
        return same
                && today.devices().isPresent()
                && today.devices().getAsInt() != point.hardware().count();
    }

    @Override
    public Optional<String> silence(Collection<OperatingPoint> points, Today today) {
        return silentIfSame(points, "the model was measured on one number of devices only");
    }
}
