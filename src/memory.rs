//! What the allocator is told.

/// Tells glibc to keep memory that was freed. The network's intermediate results come and go by the megabyte; left to itself, glibc gives such memory
/// back to the system each time and asks for it again, which costs a tenth of the network's speed. Call it first thing in `main`; elsewhere
/// than on Linux with glibc it does nothing.
pub fn keep_freed() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        const KEPT: libc::c_int = 32 << 20;
        // SAFETY: mallopt only sets numbers of the allocator, under its own lock.
        unsafe {
            libc::mallopt(libc::M_MMAP_THRESHOLD, KEPT);
            libc::mallopt(libc::M_TRIM_THRESHOLD, KEPT);
        }
    }
}
