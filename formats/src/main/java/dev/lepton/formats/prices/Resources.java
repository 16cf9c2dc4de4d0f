package dev.lepton.formats.prices;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/** The tables that travel with Lepton. */
final class Resources {
    private Resources() {}

    static Reader open(String name) {
        InputStream in = Resources.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException("The table " + name + " is missing from Lepton.");
        }
        return new InputStreamReader(in, StandardCharsets.UTF_8);
    }
}
