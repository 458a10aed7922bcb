/** The session id of a run, from the launch dir's `.nextflow/history`; null before Nextflow has written it. */
export async function sessionOf(_launchDir: string, _runName: string): Promise<string | null> {
  throw new Error('not built yet');
}
