/**
 * Removes the handlers that end a client command immediately. The server commands handle Ctrl-C themselves. If nobody
 * reads the output any more, it is dropped, and the command continues until it ends with its own exit code.
 */
export function dropClientHandlers(): void {
  process.removeAllListeners('SIGINT');
  for (const stream of [process.stdout, process.stderr])
    stream.removeAllListeners('error').on('error', () => undefined);
}
