package dev.lepton.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What is written into every page: the style sheet, the charts and the library that draws them. */
record Assets(String style, String library, String charts) {
    /** Changes with {@code echarts.version} in the root pom; a test says so when it does not. */
    static final String LIBRARY = "/META-INF/resources/_static/echarts/6.0.0/dist/echarts.min.js";

    static Assets load() {
        return new Assets(text("/dev/lepton/report/report.css"), text(LIBRARY), text("/dev/lepton/report/charts.js"));
    }

    /**
     * What the page may do, enforced by the browser that opens it: run these two scripts and nothing else, load
     * nothing from anywhere.
     */
    String policy() {
        return "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src 'unsafe-inline'; "
                + "script-src '" + hash(library) + "' '" + hash(charts) + "'";
    }

    private static String hash(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    private static String text(String resource) {
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The resource " + resource + " is not on the class path.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
