/** Settings that cause failures, by the message of the failure. */
const SETTINGS: readonly (readonly [RegExp, string])[] = [
  [/ asks for .+ of memory, | more memory in the pipeline's configuration/, 'memory'],
  [/ asks for .+ cpus, /, 'cpus'],
  [/ time limit/, 'time'],
  [/\bUnknown executor name: /, 'executor'],
];

/** The advice at the end of a message: "Raise the limit, then resume." */
const ADVICE = / [A-Z](?:(?!\. ).)*, then (?:resume|rerun)\.$/s;

/**
 * Adapts the advice of a message to a job with an extra config, because such settings override the pipeline's
 * configuration and are kept by resume and rerun.
 */
export function adviseOnConfig(message: string, extraConfig: string): string {
  const setting = SETTINGS.find(([about]) => about.test(message))?.[1];
  if (setting === undefined || !new RegExp(`\\b${setting}\\b`).test(extraConfig)) return message;
  const said = message.replace(ADVICE, '');
  const end = /[.!?]$/.test(said) ? '' : '.';
  return `${said}${end} The extra config of the job sets \`${setting}\`, and a resume or rerun keeps it. Submit another like it.`;
}
