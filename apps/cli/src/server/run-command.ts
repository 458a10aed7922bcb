import { errorText } from '@reprise/setup';
import { dropClientHandlers } from './drop-client-handlers.ts';

/** Runs a command that returns its exit code. @param failed the exit code if it throws */
export async function runCommand(failed: number, command: () => Promise<number>): Promise<void> {
  dropClientHandlers();
  try {
    process.exitCode = await command();
  } catch (error) {
    console.error(errorText(error));
    process.exitCode = failed;
  }
}
