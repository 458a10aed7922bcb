/** Names of a new job's fields, as the server's errors have them: before that of a parameter, and of a launch option. */
export const PARAM = 'params.';
export const LAUNCH = 'launch.';
