import { Migration } from '@mikro-orm/migrations';

/** Describes the rebuild that created these tables; empty if there was none. */
export class M0007LastRebuild extends Migration {
  override up(): void {
    this.addSql(
      'create table last_rebuild (finished_at timestamptz, events bigint not null, duration_ms bigint not null)',
    );
  }
}
