package dev.lepton.core.workload;

/**
 * What a job's script left behind.
 *
 * @param code exit code, 0 for success
 * @param signal the signal that ended it; 0 for none
 */
public record ExitStatus(int code, int signal) {
    public ExitStatus {
        if (code < 0 || signal < 0) {
            throw new IllegalArgumentException("An exit status cannot be negative: " + code + ":" + signal + ".");
        }
    }
}
