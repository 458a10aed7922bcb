import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { ensureNatsServer, ensureNextflow, thisMachine } from '@reprise/setup';
import { postgresAccount, postgresBinaries } from '@reprise/local-servers';

/** Names and values that describe the machine and the versions of a run. */
export type MachineFacts = readonly (readonly [name: string, text: string])[];

/** @param loadBefore load average before the first measurement, caused by other programs */
export async function machineFacts(loadBefore: number): Promise<MachineFacts> {
  const nats = await ensureNatsServer(thisMachine(), () => undefined);
  const postgres = join(postgresBinaries(postgresAccount()), 'postgres');
  const nextflow = await ensureNextflow(thisMachine(), () => undefined);
  const isChanged = said('git', ['status', '--porcelain', '--untracked-files=no']) !== '';
  return [
    ['commit', `${said('git', ['rev-parse', '--short=12', 'HEAD'])}${isChanged ? ', with changes' : ''}`],
    ['date', new Date().toISOString().slice(0, 10)],
    ['cores', `${String(availableParallelism())} (${cpus()[0]?.model ?? 'unknown'})`],
    ['memory', `${String(Math.round(totalmem() / 2 ** 30))} GiB`],
    ['kernel', `${process.platform} ${release()}`],
    ['load before and after', `${loadBefore.toFixed(1)} and ${(loadavg()[0] ?? 0).toFixed(1)}${isShared(loadBefore)}`],
    ['Node', process.versions.node],
    ['nats-server', said(nats, ['--version']).replace(/^.*v/, '')],
    ['Postgres', said(postgres, ['--version']).replace(/^\D*/, '')],
    ['Nextflow', said(nextflow, ['-v']).replace(/^\D*/, '')],
  ];
}

/** Before the first measurement, only other programs caused load. */
const isShared = (loadBefore: number) =>
  loadBefore > availableParallelism() / 2 ? ': others used the machine, so take the ratios and not the figures' : '';

function said(command: string, args: readonly string[]): string {
  return spawnSync(command, args, { cwd: thisMachine().root, encoding: 'utf8' }).stdout.trim();
}
