import { Migration } from '@mikro-orm/migrations';

/** Results of verifications. */
export class M0002Verification extends Migration {
  override up(): void {
    this.addSql(`create table verification (
      id bigint generated always as identity primary key,
      started_at text not null, finished_at text not null, scheduled boolean not null, report jsonb, problem text)`);
  }
}
