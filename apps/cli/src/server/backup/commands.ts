import { resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { examples, exitCodes } from '../../shared/help.ts';
import { runCommand } from '../run-command.ts';
import type { BackupFlags } from './backup.ts';
import type { RestoreFlags } from './restore.ts';

/** Adds `backup` and `restore` to the commands of `reprise server`. */
export function addBackupCommands(server: Command): void {
  server
    .command('backup')
    .argument('<folder>', 'a new folder, or one with earlier backups of this Reprise', absolute)
    .option('--keep <number>', 'remove all but this many backups of accounts and files; events stay', countOf)
    .option('--check', 'read all of the newest backup again, not only what is new')
    .description('Backs up log, accounts, keys, inputs and uploads; a Reprise may be running.')
    .addHelpText(
      'after',
      examples(
        ['npx reprise server backup /mnt/backup/reprise', 'copies what is new since the last backup there'],
        ['npx reprise server backup /mnt/backup/reprise --keep 30 --check', 'for a weekly timer'],
      ) + exitCodes('the backup is complete, and was read again', 'there is no new backup; earlier ones are unchanged'),
    )
    .action((folder: string, options: BackupFlags) =>
      runCommand(1, async () => (await import('./backup.ts')).backup(folder, options)),
    );
  server
    .command('restore')
    .argument('<folder>', 'a folder that "reprise server backup" wrote', absolute)
    .option('--until <moment>', 'restore up to a time (2026-12-01T16:30Z) or a sequence of the log (4711)')
    .option('--database', 'restore only the database of this data dir, whose log is there')
    .description('Restores a backup into an empty data dir; Reprise must be stopped.')
    .addHelpText(
      'after',
      examples(
        ['npx reprise server restore /mnt/backup/reprise', 'the last backup, into REPRISE_DATA_DIR'],
        ['npx reprise server restore /mnt/backup/reprise --until 2026-12-01T16:30Z', 'the state of that time'],
        ['npx reprise server restore /mnt/backup/reprise --database', 'after Postgres alone was lost'],
      ) +
        exitCodes(
          'it is restored, and verify found nothing',
          'it is restored, but verify found something',
          'it is not restored',
        ),
    )
    .action((folder: string, options: RestoreFlags) =>
      runCommand(2, async () => (await import('./restore.ts')).restore(folder, options)),
    );
}

const absolute = (folder: string): string => resolve(folder);

function countOf(text: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1) throw new InvalidArgumentError('Give a whole number from 1.');
  return count;
}
