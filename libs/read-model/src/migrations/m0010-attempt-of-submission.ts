import { Migration } from '@mikro-orm/migrations';

/** Submissions had no attempt in the audit table, although they start the first one. */
export class M0010AttemptOfSubmission extends Migration {
  override up(): void {
    this.addSql(`update audit set attempt = 1 where type = 'submitted' and attempt is null`);
  }
}
