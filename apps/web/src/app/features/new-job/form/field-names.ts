/** Prefixes of field names of a new job in the server's errors: for a parameter, and for a launch option. */
export const PARAM = 'params.';
export const LAUNCH = 'launch.';
/** Nextflow config of a job, to which warnings about the pipeline's config refer too. */
export const CONFIG = 'launch.config';
/** Prefix of the field names of labels. */
export const LABEL = 'labels.';
