import type { TestDatabase } from '../harness/database.js';

/** The clock of one test database: everything that asks it for the time gets real time and whatever was jumped. */
export interface ModelClock {
  /** Milliseconds ahead of real time. */
  aheadMs(): number;
  jump(ms: number): Promise<void>;
}

/**
 * `now()` is looked up by the search path like any other function, so one of ours before that of `pg_catalog` is the
 * clock of every statement; defaults of columns are bound when a table is created and are bound again. No code of the
 * money path reads another clock. Connections that were opened before do not see it.
 */
const INSTALL = `
CREATE SCHEMA model_clock;
CREATE TABLE model_clock.ahead (ms bigint NOT NULL);
INSERT INTO model_clock.ahead VALUES (0);
CREATE FUNCTION model_clock.now() RETURNS timestamptz STABLE PARALLEL SAFE LANGUAGE sql
  AS $$ SELECT pg_catalog.now() + ms * interval '1 millisecond' FROM model_clock.ahead $$;
GRANT USAGE ON SCHEMA model_clock TO PUBLIC;
GRANT SELECT ON model_clock.ahead TO PUBLIC;
DO $$
DECLARE each record;
BEGIN
  EXECUTE format('ALTER DATABASE %I SET search_path = model_clock, pg_catalog, public', current_database());
  FOR each IN SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND column_default = 'now()' LOOP
    EXECUTE format('ALTER TABLE public.%I ALTER COLUMN %I SET DEFAULT model_clock.now()', each.table_name, each.column_name);
  END LOOP;
END $$`;

/** Puts the clock into the database; call it before anything connects. */
export async function installClock(database: TestDatabase): Promise<ModelClock> {
  await database.sql(INSTALL);
  let aheadMs = 0;
  return {
    aheadMs: () => aheadMs,
    async jump(ms) {
      aheadMs += ms;
      await database.sql('UPDATE model_clock.ahead SET ms = ms + $1', [ms]);
    },
  };
}
