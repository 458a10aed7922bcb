import type { Command } from 'commander';
import { examples, exitCodes } from '../shared/help.ts';
import type { InstallFlags } from './nextflow.ts';
import { runCommand } from './run-command.ts';

/** Adds `nextflow` to the commands of `reprise server`: it manages the versions of Nextflow on a runner's machine. */
export function addNextflowCommands(server: Command): void {
  const nextflow = server
    .command('nextflow')
    .description('Installs and lists versions of Nextflow, of which jobs choose.');
  nextflow
    .command('install <version>')
    .option('--from <folder>', 'a folder with its jars, instead of a download')
    .option('--sha256 <digest>', 'the digest that it must have, or nothing is installed')
    .description(
      'Installs a version in addition to the one of the set-up, and prints its digest and the setting to use it.',
    )
    .addHelpText(
      'after',
      examples(
        ['npx reprise server nextflow install 25.10.4', 'downloads the official launcher and what it launches'],
        ['npx reprise server nextflow install 25.10.4 --from /media/nextflow', 'on a machine without access'],
      ) + exitCodes('it is installed', 'it is not'),
    )
    .action((version: string, options: InstallFlags) =>
      runCommand(1, async () => (await import('./nextflow.ts')).installVersion(version, options)),
    );
  nextflow
    .command('list')
    .description('Lists version, digest and path of what was installed.')
    .addHelpText('after', exitCodes('all files are those that were installed', 'some have changed'))
    .action(() => runCommand(1, async () => (await import('./nextflow.ts')).listVersions()));
}
