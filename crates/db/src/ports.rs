use std::{
    any::{Any, TypeId, type_name},
    collections::HashMap,
    future::Future,
    pin::Pin,
    sync::Arc,
};

pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Answers of one module to the questions of another.
///
/// A module that needs a fact it does not own declares a trait (a port); the binary's wiring puts
/// an answer here, a test puts a literal.
#[derive(Clone, Default)]
pub struct Ports(Arc<HashMap<TypeId, Box<dyn Any + Send + Sync>>>);

impl Ports {
    /// Adds the answer to one port, before the ports are shared.
    pub fn with<P: ?Sized + Send + Sync + 'static>(self, answer: Arc<P>) -> Ports {
        let mut map = Arc::try_unwrap(self.0).unwrap_or_default();
        map.insert(TypeId::of::<P>(), Box::new(answer));
        Ports(Arc::new(map))
    }

    /// The answer to a port that the program can do without; None when nothing was wired.
    pub fn find<P: ?Sized + Send + Sync + 'static>(&self) -> Option<Arc<P>> {
        let answer = self.0.get(&TypeId::of::<P>())?;
        answer.downcast_ref::<Arc<P>>().cloned()
    }

    /// The answer to a port.
    ///
    /// # Panics
    /// When nothing was wired, which is a defect of the program's start and not of a request.
    pub fn get<P: ?Sized + Send + Sync + 'static>(&self) -> Arc<P> {
        self.find()
            .unwrap_or_else(|| panic!("no answer is wired for {}", type_name::<P>()))
    }
}
