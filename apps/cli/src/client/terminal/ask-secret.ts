import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** Reads a line without echo. Returns an empty string on Ctrl-C or at the end of the input. */
export function askSecret(input: NodeJS.ReadStream, output: NodeJS.WriteStream, question: string): Promise<string> {
  output.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: silent, terminal: true });
  return new Promise((resolve) => {
    const finish = (answer: string) => {
      lines.close();
      output.write('\n');
      resolve(answer);
    };
    lines.once('line', finish);
    lines.once('SIGINT', () => finish(''));
    lines.once('close', () => resolve(''));
  });
}
