import { join } from 'node:path';
import { parseSettings, type Environment, type SettingsOf } from '@reprise/settings';

export type RunnerSettings = SettingsOf<'runner'>;

/** Reads the settings from environment variables. @throws SettingsError that names each missing or invalid setting */
export const readSettings = (env: Environment): RunnerSettings => parseSettings('runner', env);

/** Returns the folders that contain pipeline folders, the built-in ones first. */
export const pipelineParents = (settings: RunnerSettings): string[] => [
  settings.REPRISE_BUILTIN_PIPELINES,
  ...settings.REPRISE_PIPELINES,
];

export const uploadsFolder = (settings: RunnerSettings): string =>
  settings.REPRISE_UPLOADS_DIR ?? join(settings.REPRISE_DATA_DIR, 'uploads');

/** Returns the folder of uploaded samples. */
export const samplesRoot = (settings: RunnerSettings): string => join(uploadsFolder(settings), 'samples');
