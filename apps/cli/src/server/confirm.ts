import { createInterface } from 'node:readline';

/** Asks for confirmation with `y` or `yes`. Ctrl-C or the end of the input means no. */
export function confirm(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  question: string,
): Promise<boolean> {
  const lines = createInterface({ input, output });
  return new Promise((resolve) => {
    const finish = (agreed: boolean) => {
      resolve(agreed);
      lines.close();
    };
    lines.question(`${question} [y/N] `, (answer) => finish(/^y(es)?$/i.test(answer.trim())));
    lines.once('SIGINT', () => finish(false));
    lines.once('close', () => finish(false));
  });
}
