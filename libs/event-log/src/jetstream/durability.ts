/**
 * Asks the server's monitoring port whether an acknowledged event is on disk. Clients are told nothing about it.
 * @returns a warning, or undefined where all is well
 */
export async function durabilityWarning(monitorUrl: string): Promise<string | undefined> {
  try {
    const response = await fetch(new URL('/jsz', monitorUrl), { signal: AbortSignal.timeout(2000) });
    const { config } = (await response.json()) as { config?: { sync_always?: boolean } };
    if (config?.sync_always === true) return undefined;
    return 'nats-server acknowledges events before they are on disk: set jetstream { sync_interval: always }';
  } catch (error) {
    return `Whether nats-server keeps events through a power cut is unknown: ${monitorUrl} says ${String(error)}`;
  }
}
