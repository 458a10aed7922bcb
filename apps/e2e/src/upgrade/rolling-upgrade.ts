import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Say } from '@reprise/setup';
import { serverFolder } from '@reprise/testing';
import { Api } from '../api.ts';
import { storedUploads } from '../faults/checker/stored-uploads.ts';
import { outcomeOf } from '../faults/record/ledger.ts';
import { readLog } from '../faults/system/read-log.ts';
import { Notes } from '../faults/system/notes.ts';
import { guard } from '../guardian.ts';
import { Installation } from '../several-machines/installation.ts';
import { findings } from './findings.ts';
import { copyPipelines, writeNextflow } from './pipelines.ts';
import { upgrade } from './procedure.ts';
import type { Release } from './release.ts';
import { StandingJobs } from './standing-jobs.ts';
import { Traffic } from './traffic.ts';

/** Slots of each runner, for the jobs that stay and those of the clients. */
const SLOTS = '5';
/** Nine services start on one machine, so a heartbeat can be late. */
const LEASE = '60s';

export interface Outcome {
  readonly findings: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
}

interface Options {
  readonly seed: number;
  /** Folder for the logs of the services and all events. */
  readonly logs: string | undefined;
  readonly say: Say;
}

/** Upgrades a system of three gateways and runners from a release to this checkout, while clients send commands. */
export async function rollingUpgrade(release: Release, options: Options): Promise<Outcome> {
  const folder = mkdtempSync(join(serverFolder(), 'reprise-upgrade-'));
  chmodSync(folder, 0o755); // tasks run as another user
  const guardian = guard(folder);
  try {
    const notes = new Notes(join(folder, 'notes'));
    await writeNextflow(join(folder, 'mixed-nextflow'));
    notes.wrap(join(folder, 'mixed-nextflow'), join(folder, 'nextflow'));
    copyPipelines(join(folder, 'pipelines'));
    options.say('Starting the nine services of the release');
    const installation = await Installation.start({
      release: release.folder,
      isKept: true,
      pipelines: join(folder, 'pipelines'),
      nextflow: join(folder, 'nextflow'),
      inputs: notes.folder,
      settings: { REPRISE_RUNNER_SLOTS: SLOTS, REPRISE_RUNNER_LEASE: LEASE },
    });
    try {
      return await upgradeUnderTraffic(installation, notes, options);
    } finally {
      if (options.logs !== undefined) await keepLogs(installation, options.logs);
      await installation.stop();
    }
  } finally {
    await guardian.finish();
  }
}

async function upgradeUnderTraffic(installation: Installation, notes: Notes, { seed, say }: Options): Promise<Outcome> {
  const { urls, token, natsUrl, dataDir } = installation;
  const system = { urls, token, notes, executors: undefined };
  const api = new Api(urls[0]!, token);
  say('Starting jobs that run, are paused in both ways, and wait');
  const standing = await StandingJobs.start(api, notes.folder);
  const traffic = new Traffic(system, standing.ids, seed);
  const untilMore = (count: number) => traffic.untilMore(count);
  const found: string[] = [];
  const since = performance.now();
  await untilMore(40);
  await upgrade({ installation, api, untilMore, say });
  const seconds = Math.round((performance.now() - since) / 1_000);
  found.push(...(await standing.changed(api)));
  say('Verifying and rebuilding while everything runs');
  const runs = { verify: await installation.command('verify') };
  const firstRebuild = await installation.command('verify', 'rebuild');
  await untilMore(40);
  await traffic.stop();
  say('Waiting until all jobs have ended');
  found.push(...(await standing.finish(api)));
  await traffic.settle();
  const { commands } = traffic.ledger;
  const uploads = { urls: [urls[0]!, urls[1]!] as const, token, uploadsDir: join(dataDir, 'uploads/files') };
  const facts = {
    commands,
    accepted: traffic.others.accepted,
    events: await readLog(natsUrl),
    launches: notes.launches(),
    tasks: notes.tasks(),
    uploads: await storedUploads(uploads, traffic.uploads.uploads),
  };
  found.push(...findings(facts), ...traffic.unexpected);
  const last = {
    verify: await installation.command('verify'),
    rebuild: await installation.command('verify', 'rebuild'),
  };
  for (const [name, code] of [['verify during the upgrade', runs.verify] as const, ...Object.entries(last)])
    if (code !== 0) found.push(`${name} exits with ${String(code)}: ${installation.output().slice(-2_000)}`);
  const tries = commands.flatMap(({ answers }) => answers);
  return {
    findings: found,
    counts: {
      commands: commands.length + facts.accepted.length,
      'refused because of the state of a job': commands.filter((each) => outcomeOf(each) === 'refused').length,
      'tries that found a gateway down': tries.filter(({ status }) => status === null).length,
      'tries that were answered with 503': tries.filter(({ status }) => status === 503).length,
      'slowest command in milliseconds': Math.round(traffic.slowest),
      uploads: facts.uploads.length,
      attempts: facts.launches.length,
      events: facts.events.length,
      'seconds of the upgrade': seconds,
      'exit code of the first rebuild': firstRebuild ?? -1,
    },
  };
}

async function keepLogs({ folder, natsUrl }: Installation, to: string): Promise<void> {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(folder)) if (name.endsWith('.log')) cpSync(join(folder, name), join(to, name));
  const events = await readLog(natsUrl);
  writeFileSync(join(to, 'events.ndjson'), events.map((event) => `${JSON.stringify(event)}\n`).join(''));
}
