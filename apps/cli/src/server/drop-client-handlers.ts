/**
 * Removes the handlers that end a client's command at once. Ctrl-C is left to the servers' side, and output that nobody
 * reads any more is dropped, while the command goes on to its own exit code.
 */
export function dropClientHandlers(): void {
  process.removeAllListeners('SIGINT');
  for (const stream of [process.stdout, process.stderr])
    stream.removeAllListeners('error').on('error', () => undefined);
}
