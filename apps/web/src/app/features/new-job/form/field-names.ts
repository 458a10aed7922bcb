/** Prefixes of field names of a new job in the server's errors: for a parameter, and for a launch option. */
export const PARAM = 'params.';
export const LAUNCH = 'launch.';
/** Prefix of the field names of labels. */
export const LABEL = 'labels.';
