package dev.lepton.formats.manifests;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Names as Kubernetes takes them: DNS labels of RFC 1035, so lower-case letters, digits and dashes, a letter first. What was named differently is named
 * differently, and the same word always gets the same name.
 */
final class Names {
    private final int longest;
    private final Map<String, String> given = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    /** @param longest most characters of a name */
    Names(int longest) {
        this.longest = longest;
    }

    /** The name of {@code words}. */
    String of(String words) {
        return given.computeIfAbsent(words, this::fresh);
    }

    private String fresh(String words) {
        String plain = plain(words);
        String name = cut(plain, longest);
        for (int i = 2; !taken.add(name); i++) {
            String ending = "-" + i;
            name = cut(plain, longest - ending.length()) + ending;
        }
        return name;
    }

    private static String cut(String name, int length) {
        return name.substring(0, Math.min(name.length(), length)).replaceAll("-+$", "");
    }

    /** {@code words} in letters, digits and dashes; accents go, what has no Latin letter becomes a dash. */
    private static String plain(String words) {
        String bare = Normalizer.normalize(words, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        if (bare.isEmpty()) {
            return "unnamed";
        }
        return Character.isDigit(bare.charAt(0)) ? "n" + bare : bare;
    }
}
