package dev.lepton.compress.split;

import java.util.List;

/** How many devices of each kind are in use, as one number. */
final class DeviceCounts {
    private final int[] step;
    private final int[] most;
    private final int states;

    DeviceCounts(List<Device> devices) {
        step = new int[devices.size()];
        most = new int[devices.size()];
        int product = 1;
        for (int k = 0; k < step.length; k++) {
            step[k] = product;
            most[k] = devices.get(k).count();
            product = Math.multiplyExact(product, most[k] + 1);
        }
        states = product;
    }

    int states() {
        return states;
    }

    /** One more of {@code kind}; -1 when all are in use. */
    int with(int state, int kind) {
        return state / step[kind] % (most[kind] + 1) < most[kind] ? state + step[kind] : -1;
    }

    int without(int state, int kind) {
        return state - step[kind];
    }
}
