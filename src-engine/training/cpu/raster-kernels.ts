import { loadSharedKernel } from '../../kernels/load-kernel.ts'
import photometricLoss from '../../kernels/photometric-loss.wasm.ts'
import projectSplats from '../../kernels/project-splats.wasm.ts'
import rasteriseTile from '../../kernels/rasterise-tile.wasm.ts'
import tileLists from '../../kernels/tile-lists.wasm.ts'
import updateSplats from '../../kernels/update-splats.wasm.ts'

/*
 * The compiled loops' functions, with named arguments in the order of their sources (src-engine/kernels/*.as.ts), where
 * they are documented. Arrays are byte addresses.
 */

type Address = number

interface ProjectSplats {
  projectSplats(
    view: Address,
    positions: Address,
    logScales: Address,
    rotations: Address,
    opacityLogits: Address,
    sh: Address,
    shFloats: number,
    degree: number,
    withSlopes: boolean,
    projected: Address,
    ids: Address,
    scratch: Address,
    from: number,
    to: number,
  ): number
}

interface TileLists {
  sortByDepth(
    projected: Address,
    starts: Address,
    counts: Address,
    parts: number,
    keys: Address,
    order: Address,
    otherKeys: Address,
    otherOrder: Address,
    histogram: Address,
  ): number
  countTiles(
    projected: Address,
    order: Address,
    from: number,
    to: number,
    columns: number,
    rows: number,
    counters: Address,
  ): number
  fillTiles(
    projected: Address,
    order: Address,
    from: number,
    to: number,
    columns: number,
    rows: number,
    cursors: Address,
    tileSplats: Address,
    tileSlots: Address,
    slotRanges: Address,
    slot: number,
  ): void
  dropOverflow(
    projected: Address,
    order: Address,
    from: number,
    to: number,
    columns: number,
    rows: number,
    counters: Address,
    slot: number,
    capacity: number,
  ): void
}

interface RasteriseTile {
  drawColor(
    projected: Address,
    tileSplats: Address,
    start: number,
    end: number,
    tileX: number,
    tileY: number,
    columns: number,
    rows: number,
    tile: Address,
  ): number
  drawDepth: RasteriseTile['drawColor']
  drawBackward(
    withSteepness: boolean,
    projected: Address,
    tileSplats: Address,
    tileSlots: Address,
    start: number,
    drawn: number,
    end: number,
    tileX: number,
    tileY: number,
    columns: number,
    rows: number,
    tile: Address,
    slots: Address,
  ): void
  copyToImage(plane: Address, image: Address, pitch: number): void
  copyFromImage(image: Address, pitch: number, plane: Address): void
}

interface PhotometricLoss {
  unpackRow(photo: Address, target: Address, width: number, pitch: number, plane: number): void
  lossRow(
    color: Address,
    target: Address,
    maps: Address,
    sums: Address,
    scratch: Address,
    taps: Address,
    width: number,
    height: number,
    y: number,
    pitch: number,
    plane: number,
  ): void
  lossGradientRow(
    color: Address,
    target: Address,
    maps: Address,
    gradient: Address,
    scratch: Address,
    taps: Address,
    height: number,
    y: number,
    pitch: number,
    plane: number,
    absoluteShare: number,
    ssimShare: number,
  ): void
}

interface UpdateSplats {
  bindArrays(
    positions: Address,
    logScales: Address,
    rotations: Address,
    opacityLogits: Address,
    sh: Address,
    firstMoments: Address,
    secondMoments: Address,
    steepness: Address,
    seen: Address,
  ): void
  updateSplats(
    view: Address,
    rates: Address,
    degree: number,
    shFloats: number,
    projected: Address,
    ids: Address,
    slotRanges: Address,
    slots: Address,
    scratch: Address,
    from: number,
    to: number,
  ): void
}

export interface RasterKernels extends ProjectSplats, TileLists, RasteriseTile, PhotometricLoss, UpdateSplats {}

/** The compiled loops, working on the memory that the threads share; each call makes instances of their own. */
export function loadRasterKernels(memory: WebAssembly.Memory): RasterKernels {
  return {
    ...loadSharedKernel<ProjectSplats>(projectSplats, memory),
    ...loadSharedKernel<TileLists>(tileLists, memory),
    ...loadSharedKernel<RasteriseTile>(rasteriseTile, memory),
    ...loadSharedKernel<PhotometricLoss>(photometricLoss, memory),
    ...loadSharedKernel<UpdateSplats>(updateSplats, memory),
  }
}
