import { statSync } from 'node:fs';
import {
  parseEnvironment,
  settingNames,
  settings,
  shapeFor,
  type Environment,
  type SettingName,
  type SettingsOf,
} from '@reprise/settings';
import { z } from 'zod';

type ForServices = Partial<Record<Exclude<SettingName, keyof SettingsOf<'start'>>, string>>;

/**
 * Settings that the launcher reads itself, parsed, and the validated text of settings that it passes on to the
 * services.
 */
export type LauncherSettings = SettingsOf<'start'> & ForServices;

const ports = ['REPRISE_PORT', 'REPRISE_NATS_PORT', 'REPRISE_POSTGRES_PORT'] as const;

const existing = (type: z.ZodType<string[], string>) =>
  z
    .string()
    .default('')
    .pipe(type)
    .superRefine((folders, context) => {
      const missing = folders.filter((folder) => !isFolder(folder));
      if (missing.length > 0) context.addIssue(`must be folders, with ":" between; no folder is ${missing.join(', ')}`);
    });

const Checked = z
  .object({
    ...Object.fromEntries(settingNames.map((name) => [name, checkedText(settings[name].type)])),
    ...shapeFor('start'),
    REPRISE_PIPELINES: existing(settings.REPRISE_PIPELINES.type),
    REPRISE_INPUT_ROOTS: existing(settings.REPRISE_INPUT_ROOTS.type),
  })
  .transform((values) => values as unknown as LauncherSettings)
  .superRefine((values, context) => {
    for (const [i, name] of ports.entries()) {
      // 0 chooses a free port each time.
      const same = ports.slice(0, i).find((other) => values[other] && values[other] === values[name]);
      if (same) context.addIssue({ code: 'custom', path: [name], message: `must be another port than ${same}` });
    }
    const { NATS_URL, REPRISE_NATS_REPLICAS: replicas = 1 } = values;
    const message = 'must be 1 without NATS_URL: the nats-server that is started here is one alone';
    if (replicas > 1 && !NATS_URL) context.addIssue({ code: 'custom', path: ['REPRISE_NATS_REPLICAS'], message });
    // Without the other setting when verify, rebuild and reseed run in a container; see docker-compose.yml.
    if (NATS_URL || values.DATABASE_URL) return;
    for (const name of ['DATABASE_READ_URL', 'DATABASE_MIGRATE_URL'] as const)
      if (values[name])
        context.addIssue({ code: 'custom', path: [name], message: 'needs DATABASE_URL: the same database' });
  });

/**
 * Validates and parses the settings with which Reprise starts, and validates those that it passes on.
 * @throws SettingsError that names every invalid setting
 */
export const readSettings = (env: Environment): LauncherSettings => parseEnvironment(Checked, env);

/** Validates a text without converting it. */
function checkedText(type: z.ZodType<unknown, string>) {
  return z
    .string()
    .superRefine((text, context) => {
      const [issue] = type.safeParse(text).error?.issues ?? [];
      if (issue) context.addIssue(issue.message);
    })
    .optional();
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
