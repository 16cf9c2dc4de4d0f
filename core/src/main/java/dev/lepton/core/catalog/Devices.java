package dev.lepton.core.catalog;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The devices that are known and the many names they go by.
 *
 * <p>Names are compared with case and punctuation dropped. A longer name, as drivers and node labels give it
 * ({@code NVIDIA-A100-SXM4-80GB-SHARED}), is recognised when what surrounds the known part says nothing else: vendor,
 * board form, architecture, and a memory size that agrees. Anything else is unknown rather than guessed.
 */
public final class Devices {
    private static final Pattern NOISE = Pattern.compile("geforce|instinct|radeon|grid|gpu|accelerator|generation|"
            + "server|workstation|edition|shared|blackwell|hopper|ampere|ada|lovelace|turing|volta|pascal|"
            + "sxm\\d?|oam|pcie|hbm\\d?e?|gddr\\d\\w?");
    private static final Set<String> VENDORS =
            Set.of("nvidia", "amd", "intel", "habana", "google", "aws", "xilinx", "tesla");
    private static final Pattern MEMORY = Pattern.compile("(\\d{1,4})g(?:b|ib)?");

    private final List<Device> all;
    private final Map<String, Device> byKey = new HashMap<>();
    private final Map<String, List<Device>> byFamily = new LinkedHashMap<>();

    /**
     * @param devices every device
     * @param aliases other names of theirs, to canonical names
     * @throws IllegalArgumentException if a name stands for two devices, or an alias for none
     */
    public Devices(Collection<Device> devices, Map<String, String> aliases) {
        all = List.copyOf(devices);
        for (Device device : all) {
            learn(device.name(), device);
            byFamily.computeIfAbsent(key(device.family()), f -> new ArrayList<>())
                    .add(device);
        }
        aliases.forEach((alias, name) -> {
            Device device = byKey.get(key(name));
            if (device == null) {
                throw new IllegalArgumentException("'" + alias + "' is another name of '" + name + "', which is none.");
            }
            learn(alias, device);
        });
    }

    private void learn(String name, Device device) {
        Device before = byKey.put(key(name), device);
        if (before != null && !before.equals(device)) {
            throw new IllegalArgumentException(
                    "'" + name + "' names both " + before.name() + " and " + device.name() + ".");
        }
    }

    /** Every device, in the order given. */
    public List<Device> all() {
        return all;
    }

    /** The one device that {@code words} names, as a list, a driver or a node label would; empty when unknown. */
    public Optional<Device> named(String words) {
        List<String> tokens = tokens(words);
        for (int length = tokens.size(); length > 0; length--) {
            for (int from = 0; from + length <= tokens.size(); from++) {
                Device device = byKey.get(String.join("", tokens.subList(from, from + length)));
                if (device != null) {
                    return onlyNoise(tokens, from, from + length, device) ? Optional.of(device) : Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /**
     * The device that {@code words} names, with its sibling that has {@code memoryGib} where the name alone leaves the
     * memory open ({@code V100} is sold with 16 and 32 GiB).
     */
    public Optional<Device> named(String words, BigDecimal memoryGib) {
        Optional<Device> plain = named(words);
        if (plain.isEmpty() || near(plain.get(), memoryGib)) {
            return plain;
        }
        return byFamily.getOrDefault(key(plain.get().family()), List.of()).stream()
                .filter(sibling -> near(sibling, memoryGib))
                .findFirst()
                .or(() -> plain);
    }

    /**
     * The devices that a person asks for with {@code words}: all of a family for its name ({@code H100}, {@code A100}),
     * else the one device it names exactly; none when it names nothing known.
     */
    public List<Device> matching(String words) {
        List<Device> family = byFamily.get(key(words));
        if (family != null) {
            return List.copyOf(family);
        }
        return named(words).map(List::of).orElse(List.of());
    }

    /** Up to {@code limit} known names that look like {@code words}, for a message. */
    public List<String> like(String words, int limit) {
        String wanted = key(words);
        String stem = wanted.length() > 2 ? wanted.substring(0, 2) : wanted;
        return all.stream()
                .map(Device::name)
                .filter(name -> key(name).contains(wanted) || key(name).startsWith(stem))
                .limit(limit)
                .toList();
    }

    private static boolean onlyNoise(List<String> tokens, int from, int to, Device device) {
        for (int i = 0; i < tokens.size(); i++) {
            if ((i >= from && i < to) || NOISE.matcher(tokens.get(i)).matches()) {
                continue;
            }
            var memory = MEMORY.matcher(tokens.get(i));
            if (!memory.matches() || !near(device, new BigDecimal(memory.group(1)))) {
                return false;
            }
        }
        return true;
    }

    /** Within 15 %: lists mix GB, GiB and what the driver leaves usable. */
    private static boolean near(Device device, BigDecimal memoryGib) {
        return device.memoryGib()
                .map(known -> known.subtract(memoryGib)
                                .abs()
                                .compareTo(
                                        known.multiply(BigDecimal.valueOf(15)).movePointLeft(2))
                        <= 0)
                .orElse(false);
    }

    private static List<String> tokens(String words) {
        List<String> tokens = new ArrayList<>();
        for (String token : words.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", 24)) {
            if (token.equals("mig")) {
                break;
            }
            if (!token.isEmpty() && !VENDORS.contains(token)) {
                tokens.add(token);
            }
        }
        return tokens;
    }

    private static String key(String name) {
        return String.join("", tokens(name));
    }
}
