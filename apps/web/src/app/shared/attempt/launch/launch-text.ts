import { isUrl, type LaunchOptions } from '@reprise/contracts';

export type LaunchRow = { name: string; value: string };

/** Launch options as rows of name and value; empty if a job has none. */
export function launchRows(launch: LaunchOptions | null): LaunchRow[] {
  const { revision, nextflow, syntax_parser, profiles, config, entry, stub_run } = launch ?? {};
  const { env = {}, files = {}, work_dir } = launch ?? {};
  const rows: [string, string | undefined][] = [
    ['Revision asked for', revision],
    ['Nextflow asked for', nextflow],
    ['Parser asked for', syntax_parser],
    ['Profiles', profiles?.join(', ')],
    ['Entry workflow', entry],
    ['Stub run', stub_run ? 'yes' : undefined],
    [
      'Work dir chosen',
      work_dir && isUrl(work_dir) ? `${work_dir} (not checked, cleaned or read by Reprise)` : work_dir,
    ],
    ...Object.entries(env).map(([name, value]): [string, string] => [`Variable ${name}`, value]),
    ...Object.entries(files).map(([name, path]): [string, string] => [`Launch file ${name}`, path]),
    ['Extra config', config],
  ];
  return rows.flatMap(([name, value]) => (value ? [{ name, value }] : []));
}
