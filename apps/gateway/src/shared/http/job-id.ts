import { z } from 'zod';

/** A job id in a path, in lower case as it is written everywhere else. */
export const JobId = z.uuid().toLowerCase();
