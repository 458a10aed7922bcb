import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

/** Makes ports of another network namespace reachable from this one. */
export interface Gate {
  /** @returns a port here, on 127.0.0.1, that leads to a port there, on 127.0.0.1 */
  reach(port: number): Promise<number>;
  close(): void;
}

/**
 * Opens a gate to the network namespace of a process. Requires root.
 * @param pid of a process in that namespace
 */
export function openGate(pid: number): Gate {
  const program = fileURLToPath(new URL('./gate-process.ts', import.meta.url));
  const inside = spawn('nsenter', [`--net=/proc/${String(pid)}/ns/net`, process.execPath, '--no-warnings', program], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return {
    reach: async (port) => {
      const listening = createServer().listen(0, '127.0.0.1');
      await once(listening, 'listening');
      const { port: here } = listening.address() as AddressInfo;
      await new Promise<void>((sent, failed) => {
        inside.send(port, listening, (error) => (error ? failed(error) : sent()));
      });
      // The other process has its own copy, and is the only one that accepts.
      listening.close();
      return here;
    },
    close: () => inside.disconnect(),
  };
}
