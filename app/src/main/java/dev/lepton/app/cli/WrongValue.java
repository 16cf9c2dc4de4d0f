package dev.lepton.app.cli;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** What is said of an option's value that is not of its kind, for every command: the option, the value, what is expected. */
final class WrongValue {
    private static final Set<Class<?>> WHOLE =
            Set.of(int.class, Integer.class, long.class, Long.class, short.class, Short.class, BigInteger.class);
    private static final Set<Class<?>> ANY_NUMBER =
            Set.of(double.class, Double.class, float.class, Float.class, BigDecimal.class);

    /** How picocli words the value that it could not convert. */
    private static final List<Pattern> WORDED = List.of(
            Pattern.compile("(?s): '(.*)' is not an? \\w+$"),
            Pattern.compile("(?s): cannot convert '(.*)' to \\w+ \\(.*"),
            Pattern.compile("(?s): expected one of \\[.*\\] \\([^)]*\\) but was '(.*)'$"));

    private WrongValue() {}

    /** The message and the advice, a line each; empty when something else is wrong. */
    static Optional<String> said(ParameterException e) {
        ArgSpec arg = e.getArgSpec();
        String message = e.getMessage();
        if (arg == null || message == null) {
            return Optional.empty();
        }
        for (Pattern pattern : WORDED) {
            Matcher matcher = pattern.matcher(message);
            if (matcher.find()) {
                return expected(arg).map(needs -> name(arg) + " is '" + matcher.group(1) + "', but needs " + needs);
            }
        }
        return Optional.empty();
    }

    private static String name(ArgSpec arg) {
        return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
    }

    private static Optional<String> expected(ArgSpec arg) {
        Class<?> type = arg.isMultiValue() ? arg.auxiliaryTypes()[0] : arg.type();
        String default0 = Optional.ofNullable(arg.defaultValueString()).orElse("");
        String other = default0.isEmpty() || default0.equals("null") || arg.isMultiValue()
                ? ""
                : " Its default is " + default0 + ".";
        if (WHOLE.contains(type)) {
            return Optional.of("a whole number.\nMaybe write it in digits, such as 42." + other);
        }
        if (ANY_NUMBER.contains(type)) {
            return Optional.of("a number.\nMaybe write it as 0.5, with a point, without unit or separators." + other);
        }
        if (type.isEnum()) {
            List<String> words = Arrays.stream(type.getEnumConstants())
                    .map(c -> c.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .toList();
            return Optional.of("one of " + words.size() + " words.\nMaybe " + String.join(", ", words) + ".");
        }
        return Optional.empty();
    }
}
