import { PROTOCOL_OPTIONS } from '../process/options.ts';

export const PYTHON_OPTIONS = {
  ...PROTOCOL_OPTIONS,
  /** The interpreter; by default that of `HARNESS_POLICY_PYTHON`, else the harness's own environment. */
  python: '',
  /** Arguments of the class, as a JSON object. */
  args: '{}',
} as const;
