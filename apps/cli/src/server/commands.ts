import { resolve } from 'node:path';
import { checkout } from '@reprise/setup';
import type { Command } from 'commander';
import { examples, exitCodes } from '../shared/help.ts';
import { addBackupCommands } from './backup/commands.ts';
import { addNextflowCommands } from './nextflow-commands.ts';
import type { QuarantineFlags } from './quarantine.ts';
import type { RebuildFlags } from './rebuild.ts';
import type { ReseedFlags } from './reseed.ts';
import { runCommand } from './run-command.ts';
import type { VerifyFlags } from './verify.ts';

/** Adds the commands that run on the servers' machine. They start the servers, and check and restore their history. */
export function addServerCommands(program: Command): void {
  const others = program.commands.length;
  program.commandsGroup('On the server:');
  program
    .command('start')
    .description('Installs and builds what is missing, then starts nats-server, Postgres, the gateway and the runner.')
    .addHelpText(
      'after',
      examples(
        ['npm start', 'on port 8080, with the data in .reprise'],
        ['REPRISE_PORT=9000 REPRISE_DATA_DIR=/srv/reprise npm start', 'on another port, with the data elsewhere'],
      ) + '\nCtrl-C stops all of it; running attempts continue, and the next start adopts them.',
    )
    .action(async () => (await import('./start.ts')).start());

  program
    .command('verify')
    .description('Checks stream, audit table, chain and signed heads of a Reprise against each other.')
    .option('--json', 'print the report as JSON on standard output')
    .option(
      '--heads <folder>',
      'a folder of heads signed elsewhere (default: REPRISE_AUDIT_HEADS_DIR)',
      (folder: string) => resolve(folder),
    )
    .addHelpText(
      'after',
      examples(
        ['npm run verify', 'prints a report'],
        ['npm run --silent verify -- --json', 'prints it for programs'],
        ['npm run verify -- --heads /mnt/heads', 'checks against heads that were kept on another machine'],
      ) + exitCodes('nothing was found', 'something was found', 'it could not be checked'),
    )
    .action((options: VerifyFlags) => runCommand(2, async () => (await import('./verify.ts')).verify(options)));

  program
    .command('rebuild')
    .option('--new-database', 'move the damaged files of the embedded Postgres aside first; Reprise must be stopped')
    .option('--without-accounts', 'with --new-database: do not ask whether to go on without people, roles and tokens')
    .description('Rebuilds the tables from the log and compares them with the old ones; a Reprise may be running.')
    .addHelpText(
      'after',
      examples(
        ['npm run rebuild', 'replaces the tables'],
        ['npm run rebuild -- --new-database', 'begins with an empty database, without accounts; asks first'],
      ) + exitCodes('the old tables held the same rows', 'the old tables held other rows', 'the old tables stay'),
    )
    .action((options: RebuildFlags) => runCommand(2, async () => (await import('./rebuild.ts')).rebuild(options)));

  program
    .command('reseed')
    .option('--new-store', 'move the damaged store of the embedded nats-server aside first')
    .description('Fills the empty stream of a stopped Reprise from its audit table.')
    .addHelpText(
      'after',
      examples(['npm run reseed', 'after the store of the log was lost: see docs/audit.md']) +
        exitCodes('the stream holds all events', 'it does not'),
    )
    .action((options: ReseedFlags) => runCommand(1, async () => (await import('./reseed.ts')).reseed(options)));

  program
    .command('quarantine <sequence>')
    .requiredOption('--why <reason>', 'reason, which stays in the audit')
    .option('--yes', 'do not ask, even if the message is an event that can be read')
    .description('Takes the effect of one message of the log away, if a service stops at it.')
    .addHelpText(
      'after',
      examples(['npx reprise quarantine 4711 --why "the projector stops at it"', 'then restart gateways and runners']) +
        exitCodes('the message is quarantined', 'it is not'),
    )
    .action((sequence: string, options: QuarantineFlags) =>
      runCommand(1, async () => (await import('./quarantine.ts')).quarantine(sequenceOf(sequence), options)),
    );

  program
    .command('create-log')
    .description(
      "Creates the log's stream and its copy for other programs, on an existing NATS server, if missing or old.",
    )
    .addHelpText(
      'after',
      examples([
        'NATS_URL=nats://reprise:…@host:4222 NATS_COPIER_URL=nats://copier:…@host:4222 npx reprise create-log',
        'before the first gateway starts',
      ]) + exitCodes('log and copy are there', 'they are not'),
    )
    .action(() => runCommand(1, async () => (await import('./create-log.ts')).createLog()));

  program
    .command('create-roles')
    .description('Makes the roles and the database of an existing Postgres, if missing, and sets their passwords.')
    .addHelpText(
      'after',
      examples(['npx reprise create-roles', 'as DATABASE_ADMIN_URL, before the first gateway starts']) +
        exitCodes('they are there', 'they are not'),
    )
    .action(() => runCommand(1, async () => (await import('./create-roles.ts')).createRoles()));

  program
    .command('runner-login <id>')
    .description('Makes a NATS login for a further runner and prints its settings; a Reprise may be running.')
    .addHelpText(
      'after',
      examples(
        [
          'REPRISE_NATS_PORT=4222 npx reprise runner-login runner-2',
          'for the embedded nats-server, which learns of it at once; with the port at which npm start has it',
        ],
        ['NATS_URL=nats://host:4222 npx reprise runner-login runner-2', 'prints the user for a server of your own'],
      ) + exitCodes('the login is there', 'it is not'),
    )
    .action((id: string) => runCommand(1, async () => (await import('./runner-login.ts')).runnerLogin(id)));

  const server = program
    .command('server')
    .description('Backs up and restores Reprise, and prepares this machine for jobs.');
  addBackupCommands(server);
  addNextflowCommands(server);
  // Relative paths of settings begin in the checkout, wherever the command is called.
  for (const command of program.commands.slice(others)) command.hook('preAction', () => process.chdir(checkout));
  program.addHelpText('after', '\nSettings of the server are environment variables: see docs/settings.md.');
}

/** @throws Error if the string is not a sequence */
function sequenceOf(text: string): number {
  const seq = Number(text);
  if (!/^[1-9][0-9]*$/.test(text) || !Number.isSafeInteger(seq))
    throw new Error(`${text} is not a sequence of the log: give a whole number from 1, such as 4711.`);
  return seq;
}
