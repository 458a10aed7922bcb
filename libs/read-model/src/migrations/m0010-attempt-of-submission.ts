import { Migration } from '@mikro-orm/migrations';

/** A submission had no attempt in the audit, though it starts the first one. */
export class M0010AttemptOfSubmission extends Migration {
  override up(): void {
    this.addSql(`update audit set attempt = 1 where type = 'submitted' and attempt is null`);
  }
}
