import * as z from 'zod';

export const JobStatus = z.enum(['pending', 'running', 'paused', 'completed', 'failed']);
export type JobStatus = z.infer<typeof JobStatus>;
