package dev.tranche.worker.chunk;

import dev.tranche.messaging.ConfirmedPublisher;
import dev.tranche.model.object.ObjectStore;
import dev.tranche.model.object.PartSize;
import dev.tranche.model.store.JobStore;
import dev.tranche.storage.source.Databases;
import dev.tranche.worker.spool.Spool;
import java.util.concurrent.Executor;

/** Puts a {@link Chunk} together from what is outside of it; for the configuration, and for tests with another world. */
final class ChunkFactory {
    private ChunkFactory() {}

    /** The stores, the queue and the folders. */
    record Ports(JobStore jobs, ObjectStore objects, ConfirmedPublisher publisher, Databases databases, Spool spool) {}

    /** The engine, time, chance and threads. */
    record World(Engine engine, Chunk.Tools tools, Executor executor, Shutdown shutdown, Pause pause) {}

    /** How much at once. */
    record Size(PartSize parts, Slice.Bounds slice, int buffers) {}

    static Chunk create(Ports ports, World world, Size size, Settlement.AfterEnd afterEnd) {
        var jobs = ports.jobs;
        var fence = new Fence(jobs, world.pause);
        var destinations = new Destinations(ports.objects, ports.spool, world.engine, world.tools.random());
        var metrics = world.tools.metrics();
        var preparing = new Preparing(
                new Preparing.Tools(
                        jobs,
                        ports.databases,
                        world.engine,
                        ports.spool,
                        destinations,
                        fence,
                        new Waits(world.shutdown)),
                size.parts,
                world.executor);
        var slices = new Writing.Slices(size.slice, new BufferPool(size.buffers), metrics, world.executor);
        var stages = new Chunk.Stages(
                preparing,
                new Writing(new Writing.Ports(jobs, ports.objects, ports.spool, world.engine), fence, slices),
                new Finishing(jobs, ports.objects),
                new NewGeneration(jobs, fence, destinations),
                new Failures(metrics));
        var leftovers = new Leftovers(jobs, ports.objects, ports.spool);
        var settlement =
                new Settlement(new Settlement.Ports(jobs, ports.publisher, afterEnd), fence, leftovers, world.pause);
        return new Chunk(jobs, fence, stages, settlement, world.tools);
    }
}
