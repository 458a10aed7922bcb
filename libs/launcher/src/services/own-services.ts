import { delimiter } from 'node:path';
import pWaitFor from 'p-wait-for';
import { STARTING } from '@reprise/contracts';
import { assertRunning, isRunning, startProcess, type Launched, type ServerProcess } from '@reprise/local-servers';
import { commandFolder } from '@reprise/secret-files';
import { namesFor, settingNames, type SettingName } from '@reprise/settings';
import { builtApp, builtPage } from '@reprise/setup';
import { builtinPipelines, logFile, tokenFile, type StartPlan } from '../start-plan.ts';
import type { ServiceDefinition } from './service-definition.ts';
import { listedVariables, passedVariables } from '@reprise/pipelines';
import { gatewayReadiness, NeverReadyError, type IsReady } from './gateway-readiness.ts';
import { ownRunner } from './own-runner.ts';
import { runnerVariables } from './runner-variables.ts';
import { STOPS_WITHIN } from './stop-times.ts';

type OwnService = keyof StartPlan['natsUrls'];

/**
 * Young generation of 8 MB per semi-space instead of 16, and garbage collection once the heap has doubled, because an
 * idle service never shrinks below its peak. With 2 MB, it was no smaller and an export took a fifth longer. With
 * collection after growth by a third, it was no smaller and an upload took a quarter longer. `gc` is called once, after
 * the start. Same as in docker/Dockerfile.
 */
export const memoryFlags = ['--max-semi-space-size=8', '--heap-growing-percent=100', '--expose-gc'];
/** Uses one glibc arena for all threads of a service, because arenas never shrink. */
export const memoryVariables = { MALLOC_ARENA_MAX: '1' };

/**
 * Ready once it listens and its health check succeeds. It never becomes ready if the tables were built from another
 * log, or if another process has its port.
 */
export function gatewayService(plan: StartPlan): ServiceDefinition {
  return nodeService(plan, 'gateway', (started) => gatewayReadiness(plan, started));
}

/**
 * Ready once the gateway reports that it has read the log, even if it claims no jobs for now. If the gateway does not
 * report this, it is sufficient that the process is alive.
 */
export function runnerService(plan: StartPlan): ServiceDefinition {
  return nodeService(plan, 'runner', () => async () => {
    const own = await ownRunner(plan);
    if (own === 'token_disabled') return true;
    return own !== undefined && own.alive && own.holds_back !== STARTING;
  });
}

/**
 * @param readiness creates the check of one launch
 */
function nodeService(
  plan: StartPlan,
  name: OwnService,
  readiness: (started: ServerProcess) => IsReady,
): ServiceDefinition {
  const log = logFile(plan.settings.REPRISE_DATA_DIR, name);
  return {
    name,
    logFile: log,
    stopSignal: 'SIGTERM',
    stopsWithin: STOPS_WITHIN[name],
    startsByItsCommand: true,
    launch: async (start = startProcess): Promise<Launched> => {
      const started = await start({
        command: process.execPath,
        args: [...memoryFlags, builtApp(plan.root, name)],
        env: environment(plan, name),
        cwd: plan.root,
        logFile: log,
      });
      const isReady = readiness(started);
      const serves = async () => {
        const ran = isRunning(started.identity);
        // Until it is ready, it refuses connections or responds differently.
        const ready = await isReady().catch((error: unknown) => {
          if (error instanceof NeverReadyError) throw error;
          return false;
        });
        // A process that ended in the meantime is checked once more, because another Reprise instance on its port is
        // then reported as the reason.
        if (!ran) assertRunning(started, `The ${name}`);
        return ready && isRunning(started.identity);
      };
      const message = `The ${name} does not serve within 60 s (its log: ${log})`;
      return {
        process: started,
        ready: () => pWaitFor(serves, { interval: 200, timeout: { milliseconds: 60_000, message } }),
      };
    },
  };
}

/** Paths outside of the data dir that tasks cannot see. */
const hiddenPaths = ({
  REPRISE_AUDIT_HEADS_DIR,
  REPRISE_OIDC_CLIENT_SECRET_FILE,
  REPRISE_SMTP_PASSWORD_FILE,
}: StartPlan['settings']): string[] =>
  [
    REPRISE_AUDIT_HEADS_DIR ?? '',
    REPRISE_OIDC_CLIENT_SECRET_FILE ?? '',
    REPRISE_SMTP_PASSWORD_FILE ?? '',
    commandFolder(process.env),
  ].filter(Boolean);

/** The service's settings, and the caller's environment without other settings. The runner only gets what it needs. */
function environment({ root, settings, ...plan }: StartPlan, name: OwnService): NodeJS.ProcessEnv {
  const all: Partial<Record<SettingName, unknown>> = {
    ...settings,
    ...plan.databaseUrls,
    NATS_URL: plan.natsUrls[name],
    REPRISE_PORT: plan.port,
    REPRISE_NEXTFLOW: plan.nextflow,
    REPRISE_TASK_USER: plan.taskUser,
    REPRISE_HIDDEN_FOLDERS: hiddenPaths(settings),
    // Includes `.tools` and `node_modules`, because the next command runs what is installed there.
    REPRISE_READ_ONLY_FOLDERS: [root],
    REPRISE_TOKEN_FILE: tokenFile(settings.REPRISE_DATA_DIR),
    REPRISE_WEB_DIR: builtPage(root),
    REPRISE_BUILTIN_PIPELINES: builtinPipelines(root),
  };
  const isSetting = (variable: string) => (settingNames as string[]).includes(variable);
  const own = Object.entries(name === 'runner' ? ofRunner(root, settings) : process.env);
  const texts = namesFor(name).map((setting) => [setting, textOf(all[setting])] as const);
  return {
    ...Object.fromEntries(own.filter(([variable]) => !isSetting(variable))),
    ...Object.fromEntries(texts.filter(([, text]) => text !== '')),
    PATH: withoutPackages(process.env['PATH'] ?? ''),
    NODE_ENV: 'production',
    ...memoryVariables,
  };
}

/**
 * Variables for the runner, including those that manifests list for their pipelines. Manifests that are added later
 * take effect after the next start.
 */
function ofRunner(root: string, settings: StartPlan['settings']): NodeJS.ProcessEnv {
  const listed = listedVariables([builtinPipelines(root), ...settings.REPRISE_PIPELINES]);
  return runnerVariables(process.env, Object.keys(passedVariables(process.env, listed)));
}

const textOf = (value: unknown): string =>
  Array.isArray(value)
    ? value.join(':')
    : typeof value === 'number'
      ? String(value)
      : typeof value === 'string'
        ? value
        : '';

/** npm puts the commands of packages first, and a pipeline's task must not find them. */
function withoutPackages(path: string): string {
  return path
    .split(delimiter)
    .filter((folder) => !folder.split('/').includes('node_modules'))
    .join(delimiter);
}
