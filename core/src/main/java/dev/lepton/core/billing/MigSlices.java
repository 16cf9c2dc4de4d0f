package dev.lepton.core.billing;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How many compute slices Multi-Instance GPU cuts a GPU into, by its model name.
 *
 * <p>The table is koku's ({@code docs/architecture/mig-gpu-support.md}) with GH200 named; so is the reading of a name:
 * what is neither letter nor digit becomes a space, then the model is looked for inside. Stricter in one thing: a model
 * is not found in the middle of a longer number, so an RTX A3000 is no A30.
 */
public final class MigSlices {
    private record Model(String name, int slices, Pattern inName) {
        Model(String name, int slices) {
            this(name, slices, Pattern.compile("(?<![a-z0-9])" + name + "(?![0-9])"));
        }
    }

    private static final List<Model> MODELS = List.of(
            new Model("rtx pro 6000", 4),
            new Model("rtx pro 5000", 2),
            new Model("gb200", 7),
            new Model("gh200", 7),
            new Model("b200", 7),
            new Model("h200", 7),
            new Model("h100", 7),
            new Model("a100", 7),
            new Model("a30", 4));

    private MigSlices() {}

    /** The compute slices of the GPU called {@code deviceName}, or empty when it is not known to be cut at all. */
    public static Optional<Integer> of(String deviceName) {
        String plain = deviceName.replaceAll("[^a-zA-Z0-9]+", " ").strip().toLowerCase(Locale.ROOT);
        return MODELS.stream()
                .filter(m -> m.inName().matcher(plain).find())
                .map(Model::slices)
                .findFirst();
    }

    /** The models known, for a message. */
    public static String known() {
        return String.join(
                ", ",
                MODELS.stream().map(m -> m.name().toUpperCase(Locale.ROOT)).toList());
    }
}
