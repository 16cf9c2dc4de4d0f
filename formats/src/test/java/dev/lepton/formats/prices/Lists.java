package dev.lepton.formats.prices;

import dev.lepton.core.catalog.Devices;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.Optional;

/** Price lists written in a test, read as if from a file. */
final class Lists {
    static final Instant LISTED = Instant.parse("2026-09-01T00:00:00Z");
    private static final Devices DEVICES = DeviceTable.bundled();
    private static final Machines MACHINES = Machines.bundled(DEVICES);

    private Lists() {}

    static PriceContext context(String provider, boolean monthly) {
        return new PriceContext("test", "test", Optional.ofNullable(provider), LISTED, monthly, DEVICES, MACHINES);
    }

    static PriceFile read(String provider, String text) {
        return read(context(provider, false), text);
    }

    static PriceFile read(PriceContext context, String text) {
        try {
            return PriceFile.read(new StringReader(text), Optional.empty(), context);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static PriceFile resource(String provider, String name) {
        return resource(context(provider, false), name);
    }

    static PriceFile resource(PriceContext context, String name) {
        try (var text = Resources.open(name)) {
            return PriceFile.read(text, Optional.empty(), context);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
