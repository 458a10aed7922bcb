/**
 * Resources that a task requested and used, as Nextflow traced them. Null if they were not requested or not measured.
 * Memory and files in bytes, times in milliseconds. Source: "Trace file" in the reference of Nextflow's reports.
 */
export interface TaskResources {
  readonly cpus: number | null;
  readonly memory: number | null;
  readonly disk: number | null;
  /** The `time` directive. */
  readonly time_ms: number | null;
  /** Time from start to end of the task's script, pauses included. */
  readonly realtime_ms: number | null;
  /** Null if the task was too short to be measured. */
  readonly peak_vmem: number | null;
  readonly memory_percent: number | null;
  /** Bytes that its processes read and wrote, including from and to the page cache and pipes. */
  readonly rchar: number | null;
  readonly wchar: number | null;
  /** Bytes that its processes read from and wrote to disks. */
  readonly read_bytes: number | null;
  readonly write_bytes: number | null;
  readonly queue: string | null;
}
