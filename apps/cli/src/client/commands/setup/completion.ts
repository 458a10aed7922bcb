import { Argument, type Command } from 'commander';
import { candidates, type Candidate } from '../../completion/candidates.ts';
import { completionScripts, shells, type ShellName } from '../../completion/scripts.ts';
import type { Connection } from '../../connection/connection.ts';
import { connect, type Context } from '../../context.ts';
import { oneLine } from '../../terminal/table.ts';
import { statusWord } from '../../terminal/words.ts';
import { examples } from '../../../shared/help.ts';

/** Maximum number of jobs offered, because longer lists are hard to read. */
const MOST_JOBS = 30;

export function addCompletion(program: Command, context: Context): void {
  const { terminal } = context;
  program
    .command('completion')
    .description('Print the completion of this command for a shell.')
    .addArgument(new Argument('<shell>', 'shell').choices(shells))
    .addHelpText(
      'after',
      examples(
        [`echo 'eval "$(reprise completion bash)"' >> ~/.bashrc`, 'bash'],
        ["echo 'source <(reprise completion zsh)' >> ~/.zshrc", 'zsh, after compinit'],
        ['reprise completion fish > ~/.config/fish/completions/reprise.fish', 'fish'],
      ),
    )
    .action((shell: ShellName) => terminal.write(completionScripts[shell]));
  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .action(async (words: string[]) => {
      const found = await candidates(program, words, (argument) => lookUp(context, argument));
      for (const { word, description } of found) terminal.out(`${word}\t${oneLine(description)}`);
    });
}

/** Offers nothing if the server does not answer, because completion shows no errors. */
async function lookUp(context: Context, argument: string): Promise<readonly Candidate[]> {
  try {
    return (await LOOKUPS[argument]?.(connect(context, {}))) ?? [];
  } catch {
    return [];
  }
}

const LOOKUPS: Readonly<Record<string, (connection: Connection) => Promise<readonly Candidate[]>>> = {
  job: async ({ api }) =>
    (await api.get('/api/jobs', { query: { limit: MOST_JOBS } })).items.map((job) => ({
      word: job.job_id,
      description: `${job.sample_name}, ${statusWord(job)}`,
    })),
  pipeline: async ({ api }) =>
    (await api.get('/api/pipelines')).items.map(({ name, title }) => ({ word: name, description: title })),
};
