import { Migration } from '@mikro-orm/migrations';

/** Tells of the rebuild that made these tables; empty where none did. */
export class M0007LastRebuild extends Migration {
  override up(): void {
    this.addSql(
      'create table last_rebuild (finished_at timestamptz, events bigint not null, duration_ms bigint not null)',
    );
  }
}
