import type { FastqCheck } from '../../fastq/check/index.ts';
import type { Outgoing } from '@reprise/gateway/shared/inputs/record-outbox.ts';

/** Facts about an upload that its file does not contain. */
export interface UploadRecord extends Outgoing {
  readonly upload_id: string;
  /** Name given by the sender. */
  readonly name: string;
  readonly size: number;
  readonly created_at: string;
  readonly created_by: string;
  /** Reason given by the sender. */
  readonly upload_reason?: string;
  /** Time at which the last byte was received. */
  readonly received_at?: string;
  readonly check?: FastqCheck;
}

/** Lanes that are being joined for a sample that is not recorded yet. */
export interface CopyRecord {
  readonly sample_id: string;
  /** Name of the sample's folder. */
  readonly folder: string;
  /** Total size of the lanes in bytes. */
  readonly bytes: number;
  readonly began_at: string;
}

/** A sample created from uploads. */
export interface SampleRecord extends Outgoing {
  readonly sample_id: string;
  readonly name: string;
  /** Name of its folder. */
  readonly folder: string;
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  /** Bytes that it uses in addition to its uploads, which are those of joined lanes. */
  readonly copied_bytes: number;
  readonly upload_ids: readonly string[];
  readonly reads: number;
  readonly is_paired: boolean;
  readonly created_at: string;
  readonly created_by: string;
}
