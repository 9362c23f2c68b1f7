// Documents of the API, as docs/openapi.json describes them: what this page reads of them.

export interface Entry {
  campaign: string; state: string; priority: number; items: number; done: number; failed: number; inFlight: number;
  nodes: number; slots: number; epochsPerSecond: number; remainingEpochs: number; reason: string | null;
}

export interface CampaignList { excluded: string[]; campaigns: Entry[] }

export interface CellState {
  cell: number; task: string; architecture: string; l2: number; momentum: number; epsilon: number; learningRate: number;
  done: number; failed: number; divergent: number; lambda: number | null; accuracy: number | null; seeds: number;
}

export interface FailedItem { item: number; failures: number; error: string; node: string }

export interface Status extends Entry {
  search: { round: number; report: string; ended: string | null } | null;
  cells: CellState[]; quarantined: FailedItem[]; leftOut: { node: string; reason: string }[];
  running: { item: number; node: string; epochs: number; continuedFrom: number }[];
}

export interface Interval { low: number | null; high: number | null }

export interface CellDocument {
  cell: number; learningRate: number; seeds: number; divergent: number; lambda: number | null; lambdaInterval: Interval; keptFraction: number;
  finalAccuracy: number | null; bestAccuracy: number | null;
  trainingTimes: { threshold: number; reachedFraction: number; median: number | null; medianInterval: Interval }[];
}

export interface Cells { estimator: string; cells: CellDocument[] }

export interface Points {
  first: number; states: string; cells: number[]; seeds: number[]; lambdas: (number | null)[]; trainingTimes: (number | null)[][];
  divergent: number[]; next: number | null;
}

export interface ItemResult {
  lambda: number | null; initialDistance: number | null; finalAccuracy: number | null; bestAccuracy: number | null;
  trainingTimes: (number | null)[]; divergedAt: number | null; digest: string; numericsVersion: number; seconds: number | null; finished: string | null;
}

export interface Item {
  item: number; state: string; cell: number; seed: number; task: string; architecture: string; l2: number; momentum: number; epsilon: number;
  learningRate: number; node: string | null; result: ItemResult | null; epochs: number | null; failures: number | null; error: string | null;
  series: { name: string; rows: number; columns: number }[] | null;
}

export interface ItemEvent { campaign: string; item: number; cell: number; node: string; result: ItemResult }

export interface Series { rows: (number | null)[][] }

export interface Settlement { seeds: number; etas: number[]; items: number; replicaEpochs: number; secondsHere: number | null }

export interface VerdictGroup {
  task: string; architecture: string; rule: { loss: string; l2: number; momentum: number }; epsilon: number;
  criterion: { kappa: number; decades: number; threshold: number | null; growth: string | null; flowPerEtaT: number | null };
  transients: { eta: number; seed: number; amplification: number; start: number; end: number; lambda: number | null; isDivergent: boolean }[];
  onset: { eta: number | null; low: number | null; high: number | null };
  phi: { eta: number; chaotic: number; seeds: number; divergent: number; low: number | null; high: number | null; amplification: number | null }[];
  seeds: { seed: number; bracket: (number | null)[]; onset: number | null; fastest: { a: number; eta: number | null }[] }[];
  thresholds: { a: number; relation: string; tauEta: { eta: number; value: number | null }[] }[];
  settles: Settlement[]; sentence: string;
}

export interface Verdict { groups: VerdictGroup[] }

export interface NodeDocument {
  name: string; state: string; excluded: boolean; slots: number; free: number; heardSecondsAgo: number | null; epochsPerSecond: number;
  numericsVersion: number; items: { campaign: string; item: number; state: string; epochs: number }[];
}

export interface Specification {
  name: string; task: TaskSpec; furtherTasks?: TaskSpec[]; architectures: ArchitectureSpec[]; l2: number[]; learningRates: number[]; seeds: number;
  epochs: number; perturbation: { count: number; epsilon: number; at?: number; on?: string; rescale?: boolean }; thresholds: number[];
  furtherEpsilons?: number[]; firstSeed?: number; observe?: string[]; tangents?: number; hessianEvery?: number; attributionEvery?: number;
  loss?: string; momenta?: number[]; cellSeeds?: number[];
}

export interface TaskSpec { name: string; train?: number; test?: number; [data: string]: unknown }

export interface ArchitectureSpec {
  hidden: number[]; activation: string; initialisation: string; activationText?: string; layers?: string; noBiases?: boolean; sigma?: number;
}

export interface Problem { type: string; title: string; status: number; detail: string; errors?: { line: number; field: string; message: string }[] }
