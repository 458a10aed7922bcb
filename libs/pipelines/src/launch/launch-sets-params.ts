import type { LaunchOptions } from '@reprise/contracts';
import { maySetParams } from '../schema/pipeline-config.ts';

/** Whether a run may get parameters from its launch options: from a profile, or from its own config. */
export const launchSetsParams = ({ profiles = [], config = '' }: LaunchOptions): boolean =>
  profiles.length > 0 || maySetParams(config);
