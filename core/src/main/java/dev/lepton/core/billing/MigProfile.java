package dev.lepton.core.billing;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Multi-Instance GPU profile such as {@code 3g.40gb}.
 *
 * @param name as NVIDIA prints it, lower case, without the resource prefix
 * @param computeSlices compute slices it holds; of a compute instance inside a larger one ({@code 1c.3g.40gb}) its own
 * @param memoryGb memory, GB
 */
public record MigProfile(String name, int computeSlices, int memoryGb) {
    private static final Pattern FORM = Pattern.compile(
            "(?:nvidia\\.com/)?(?:mig[- ])?((?:(\\d{1,2})c\\.)?(\\d{1,2})g\\.(\\d{1,4})gb)((?:[+.-](?:all|gfx|me|no)){0,3})");

    public MigProfile {
        if (computeSlices < 1) {
            throw new IllegalArgumentException("A MIG profile has at least one slice: " + name + ".");
        }
    }

    /**
     * Reads {@code 1g.10gb}, {@code MIG 1g.10gb}, {@code nvidia.com/mig-1g.10gb}, {@code 1g.10gb+me} or
     * {@code 1c.3g.40gb}; empty for anything else.
     */
    public static Optional<MigProfile> parse(String text) {
        Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            return Optional.empty();
        }
        int gpuSlices = Integer.parseInt(form.group(3));
        int slices = form.group(2) == null ? gpuSlices : Integer.parseInt(form.group(2));
        if (slices < 1 || slices > gpuSlices) {
            return Optional.empty();
        }
        return Optional.of(new MigProfile(form.group(1) + form.group(5), slices, Integer.parseInt(form.group(4))));
    }
}
