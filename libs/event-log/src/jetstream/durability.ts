const TIMEOUT_MS = 2_000;

/**
 * Queries the servers' monitoring ports to find out whether they sync to disk before acknowledging. Clients cannot see
 * this.
 * @returns a warning for each server that does not
 */
export async function durabilityWarnings(monitorUrls: readonly string[], timeoutMs = TIMEOUT_MS): Promise<string[]> {
  const warnings = await Promise.all(monitorUrls.map((url) => durabilityWarning(url, timeoutMs)));
  return warnings.filter((warning) => warning !== undefined);
}

async function durabilityWarning(monitorUrl: string, timeoutMs: number): Promise<string | undefined> {
  try {
    const response = await fetch(new URL('/jsz', monitorUrl), { signal: AbortSignal.timeout(timeoutMs) });
    const { config } = (await response.json()) as { config?: { sync_always?: boolean } };
    if (config?.sync_always === true) return undefined;
    return `The nats-server of ${monitorUrl} acknowledges events before they are on disk: set jetstream { sync_interval: always }`;
  } catch (error) {
    return `Whether nats-server keeps events through a power cut is unknown: ${monitorUrl} says ${String(error)}. Correct NATS_MONITOR_URL, or open that port.`;
  }
}
