/** For services whose log lines nobody reads. */
export const silentLogger = { debug: silent, info: silent, warn: silent, error: silent };

function silent(): void {}
