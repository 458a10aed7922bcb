import { accessSettings } from './access.ts';
import { addressSettings } from './address.ts';
import { dataSettings } from './data.ts';
import { gatewaySettings } from './gateway.ts';
import { internalSettings } from './internal.ts';
import { launchSettings } from './launch.ts';
import { logSettings } from './logs.ts';
import { runnerSettings } from './runner.ts';
import { serverSettings } from './servers.ts';
import type { Reader, Setting } from './setting.ts';

export type { Reader, Setting } from './setting.ts';

/** All settings, in the order in which documentation lists them. */
export const settings = {
  ...addressSettings,
  ...dataSettings,
  ...runnerSettings,
  ...launchSettings,
  ...serverSettings,
  ...accessSettings,
  ...gatewaySettings,
  ...logSettings,
  ...internalSettings,
} as const satisfies Record<string, Setting>;

export type Settings = typeof settings;
export type SettingName = keyof Settings;

/** Names of the settings that a program reads. */
export type NameFor<R extends Reader> = {
  [N in SettingName]: R extends Settings[N]['readers'][number] ? N : never;
}[SettingName];

export const settingNames = Object.keys(settings) as SettingName[];

/** Returns the names of the settings that a program reads. */
export const namesFor = <R extends Reader>(reader: R): NameFor<R>[] =>
  settingNames.filter((name) => (settings[name].readers as readonly Reader[]).includes(reader)) as NameFor<R>[];
