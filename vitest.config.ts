import { defineConfig } from 'vitest/config'

const shared = {
  environment: 'node',
  // Numeric tests start worker threads of their own; one test process a core is already too many on two cores.
  pool: 'forks',
  maxWorkers: 2,
} as const

export default defineConfig({
  test: {
    globalSetup: 'tests/support/build-studio.ts',
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          include: ['tests/unit/**/*.test.ts', 'tests/contract/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        // Whole runs, each of which takes all cores, some beside a browser that draws in software: one after the other.
        test: {
          ...shared,
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
