import { attemptFiles } from '../supervise/attempt-files.ts';
import { FileTail } from './file-tail.ts';

/** Message at the start of a line. Text from scripts begins differently. */
const MESSAGE = /^\w{3}-\d{2} [\d:.]+ \[[^\]]*\] \w+ +(?:[\w$]+\.)*([\w$]+) - (.*)$/;

interface LogMessage {
  /** Nextflow class that logged it, without its package. */
  readonly logger: string;
  readonly message: string;
}

/** Reads the first line of each message that Nextflow has logged so far in an attempt. */
export async function* logMessages(attemptDir: string): AsyncGenerator<LogMessage> {
  const tail = new FileTail(attemptFiles(attemptDir).log);
  do
    for (const line of await tail.lines()) {
      const [, logger, message] = MESSAGE.exec(line) ?? [];
      if (logger !== undefined && message !== undefined) yield { logger, message };
    }
  while (tail.behind);
}
